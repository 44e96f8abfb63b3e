from ideell import create_app

app = create_app()

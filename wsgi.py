"""The door."""

from ideell import create_app
from ideell.runner import ring_on_new_jobs

app = create_app()
ring_on_new_jobs(app)

"""The door."""

import sys

from ideell import create_app
from ideell.config import SettingMissing
from ideell.foundation.logs import write_json_lines
from ideell.runner import ring_on_new_jobs

NOT_STARTED = 3  # what gunicorn takes as "cannot boot"; any other number it tries again for ever

try:
    app = create_app()
except SettingMissing as fault:
    sys.stderr.write(f"{fault}\n")
    sys.exit(NOT_STARTED)
write_json_lines(app.extensions["ideell_settings"].log_level)
ring_on_new_jobs(app)

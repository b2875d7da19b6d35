"""What runs: the flow, its tasks, the store and the command line.

Importing this package turns the telemetry of every dependency off before any of them is imported; a value
that is set in the environment already is left as it is.
"""

import os

TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
}
"""The switches of Prefect (client and server) and dbt; consoledonottrack.com for the first."""

PATIENCE = {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180"}
"""Prefect's own server, started for a run where there is no other, gets this long on a busy machine."""

for _name, _value in (TELEMETRY_OFF | PATIENCE).items():
    os.environ.setdefault(_name, _value)

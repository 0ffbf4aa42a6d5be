"""`python -m fauxmon` is `fauxmon`."""

from fauxmon.cli.main import main

main(prog_name="fauxmon")

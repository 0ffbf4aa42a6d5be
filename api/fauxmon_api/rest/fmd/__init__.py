"""/rest/fmd: Dashboard and Reports."""

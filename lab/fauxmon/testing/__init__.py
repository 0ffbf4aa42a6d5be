"""Testing with Fauxmon: the pytest plugin (`plugin`) and what its fixtures give (`fauxmon.Fauxmon`,
`exporter.Exporter`, `servers.Server`)."""

"""/rest/fmc: the Monitoring Center."""

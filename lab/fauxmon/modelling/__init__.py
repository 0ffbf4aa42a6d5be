"""The model as code: Profiles, Channels, Chapters, Reports, Topologies, Dashboards and Widgets as one YAML file with
names instead of ids, held against a collector and brought to it over the product's REST API alone.

`documents` is the one table of what such a file may say. A model that was read is plain data: the fields of that table
by name, those that a file leaves out at their defaults.
"""

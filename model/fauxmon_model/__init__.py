"""What a Collector is made of: entities, the filter language and the one table of flow columns.

Knows nothing of sockets, stores or HTTP.
"""

"""The flow columns by family; `flow_columns` puts them together."""

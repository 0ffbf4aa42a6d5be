"""The analysis below the chart: Top N statistics and lists of flows, of what is looked at."""

"""What a Collector shows: Flowmon's REST contract, the control plane and the pages."""

"""What works here and what does not, for `kneecoach doctor`. It looks and changes nothing."""

"""The operator's side of the outside world: carriers, the pool of numbers, routes and filters for every company."""

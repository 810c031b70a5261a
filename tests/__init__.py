"""The tests: rules and actions many, pages fewer, journeys in a real browser fewest."""

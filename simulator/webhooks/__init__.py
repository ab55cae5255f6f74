"""Events sent to the product."""

"""The Akismet face: `/1.1` and `/1.2`, as existing plugins and libraries speak them."""

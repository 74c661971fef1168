"""What dfx's commands are called, and every token they can emit."""

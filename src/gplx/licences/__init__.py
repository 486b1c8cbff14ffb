"""Cards as the register knows them, and the electronic licences that are given at approval."""

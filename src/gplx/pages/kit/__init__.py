"""What all pages share: the layout, the macro library, the template environment."""

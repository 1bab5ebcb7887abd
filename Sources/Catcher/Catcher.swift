// Catcher

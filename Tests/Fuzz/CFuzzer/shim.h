// libFuzzer as a library (LLVM's documentation, "Using libFuzzer as a library"): it ships with the compiler and has no header.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));

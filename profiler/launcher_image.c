/* launcher_image.c - the bytes of the launcher, put here by the assembler. */
#include "profiler/launcher_p.h"

__asm__(".section .rodata\n"
	".globl pf_launcher_image\n"
	".balign 16\n"
	"pf_launcher_image:\n"
	".incbin \"" PF_LAUNCHER_FILE "\"\n"
	".globl pf_launcher_image_end\n"
	"pf_launcher_image_end:\n"
	".byte 0\n"
	".text\n");

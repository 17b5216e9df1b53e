/* A compare-and-swap is tried again with what it found: somebody else got on meanwhile. */
static unsigned flags;

#define CAS(value, old, new) __atomic_compare_exchange_n(value, old, new, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

void set_flag(unsigned flag)
{
	unsigned old = flags;

	while (!CAS(&flags, &old, old | flag))
		;
}

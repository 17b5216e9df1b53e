/* A parser by a generator, made of a grammar: one at a time, and nobody's to mend. */
#include <pthread.h>

#line 12 "config.y"
int yynerrs;

int yyparse(void)
{
	yynerrs++;
	return yynerrs;
}

#line 40 "config.c"
static void *work(void *arg)
{
	yyparse();
	return arg;
}

int errors(void)
{
	return yynerrs;
}

void start(void)
{
	pthread_t t[4];

	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], 0, work, 0);
}

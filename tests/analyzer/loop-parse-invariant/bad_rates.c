/* The same text parsed on every turn. */
typedef struct cJSON cJSON;
cJSON *cJSON_Parse(const char *text);
double number_of(const cJSON *json, const char *name);
void cJSON_Delete(cJSON *json);

double sum(const char *rates, const double *values, int n)
{
	double total = 0;

	for (int i = 0; i < n; i++) {
		cJSON *json = cJSON_Parse(rates); /* expect: loop-parse-invariant */

		total += values[i] * number_of(json, "vat");
		cJSON_Delete(json);
	}
	return total;
}

static double rate(const char *rates, const char *name)
{
	cJSON *json = cJSON_Parse(rates);
	double r = number_of(json, name);

	cJSON_Delete(json);
	return r;
}

double by_helper(const char *rates, const double *values, int n)
{
	double total = 0;

	for (int i = 0; i < n; i++)
		total += values[i] * rate(rates, "vat"); /* expect: loop-parse-invariant */
	return total;
}

// Parsed once, or another text on each turn.
typedef struct cJSON cJSON;
cJSON *cJSON_Parse(const char *text);
double number_of(const cJSON *json, const char *name);
void cJSON_Delete(cJSON *json);

double sum(const char *rates, const double *values, int n)
{
	cJSON *json = cJSON_Parse(rates);
	double vat = number_of(json, "vat"), total = 0;

	for (int i = 0; i < n; i++)
		total += values[i] * vat;
	cJSON_Delete(json);
	return total;
}

double each(const char *const *texts, int n)
{
	double total = 0;

	for (int i = 0; i < n; i++) {
		cJSON *json = cJSON_Parse(texts[i]);

		total += number_of(json, "vat");
		cJSON_Delete(json);
	}
	return total;
}

/* One transfer per element. */
typedef void CURL;
int curl_easy_perform(CURL *handle);
void set_url(CURL *handle, const char *url);

int fetch_all(CURL *handle, char **urls, int n)
{
	int failed = 0;

	for (int i = 0; i < n; i++) {
		set_url(handle, urls[i]);
		failed += curl_easy_perform(handle) != 0; /* expect: loop-net-call */
	}
	return failed;
}

static int fetch(CURL *handle, const char *url)
{
	set_url(handle, url);
	return curl_easy_perform(handle);
}

int by_helper(CURL *handle, char **urls, int n)
{
	int failed = 0;

	for (int i = 0; i < n; i++)
		failed += fetch(handle, urls[i]); /* expect: loop-net-call */
	return failed;
}

/* The same name in another folder each time. */
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

static int read_at(int folder, const char *name, char *to, size_t n)
{
	int fd = openat(folder, name, O_RDONLY);
	int got;

	if (fd < 0)
		return -1;
	got = (int)read(fd, to, n);
	close(fd);
	return got;
}

int count_online(DIR *dir)
{
	struct dirent *entry;
	int online = 0;

	while ((entry = readdir(dir))) {
		int folder = openat(dirfd(dir), entry->d_name, O_DIRECTORY);
		char state[2];

		if (folder < 0)
			continue;
		online += read_at(folder, "online", state, sizeof state) > 0 && state[0] == '1';
		close(folder);
	}
	return online;
}

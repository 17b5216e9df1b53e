#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

int compute(int key);
int next();

int kept(const std::map<std::string, int> &ages, const std::string &name)
{
	auto it = ages.find(name);

	if (it != ages.end())
		return it->second;
	return 0;
}

int inserted(std::set<int> &seen, int key, std::map<int, int> &map)
{
	if (seen.insert(key).second)
		return 1;
	return map.try_emplace(key, 0).first->second;
}

/* Another key, another container. */
int others(std::map<int, int> &a, std::map<int, int> &b, int key, int other)
{
	if (a.count(key))
		return b[key] + a[other];
	return 0;
}

/* One or the other, never both. */
int exclusive(const std::set<std::string> &names, int kind)
{
	if (kind == 1)
		return names.count("a") != 0;
	if (kind == 2)
		return names.count("a") != 0;
	if (kind == 3) {
		if (names.find("b") == names.end())
			return 5;
	}
	if (kind == 4) {
		if (names.find("b") == names.end())
			return 6;
	}
	switch (kind) {
	case 5:
		return names.count("c") != 0;
	case 6:
		return names.count("c") != 0;
	default:
		return names.count("c") == 0 ? 1 : 2;
	}
}

/* The key or the container changes between. */
int changed(std::map<int, int> &map, int key, std::map<int, int> &other)
{
	if (map.count(key)) {
		key++;
		return map[key];
	}
	if (map.count(key)) {
		map.clear();
		return map[key];
	}
	if (map.count(next()))
		return map[next()];
	return 0;
}

/* What is computed may fill the map itself. */
int memo(std::unordered_map<int, int> &cache, int key)
{
	if (key < 2)
		return 1;
	if (!cache.count(key))
		cache[key] = memo(cache, key - 1) + memo(cache, key - 2);
	return 1;
}

/* Several elements have the key. */
int several(std::multimap<int, int> &map, int key)
{
	if (map.count(key) > 1)
		map.erase(key);
	return 0;
}

// The container behind an iterator is another one once that is set again.
#include <map>
#include <set>
#include <vector>

int both(const std::map<int, std::set<int>> &left, const std::map<int, std::set<int>> &right, const std::vector<int> &ids)
{
	std::map<int, std::set<int>>::const_iterator it;
	int n = 0;

	for (int id : ids) {
		if ((it = left.find(id)) != left.end() &&
		    it->second.find(n) != it->second.end() &&
		    (it = right.find(id)) != right.end() &&
		    it->second.find(n) != it->second.end())
			n++;
	}
	return n;
}

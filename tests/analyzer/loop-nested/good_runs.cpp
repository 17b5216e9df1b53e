#include <cstddef>
#include <vector>

struct Vertex { int color; };

/* The inner loop goes on where the outer one is. */
void paint(std::vector<Vertex> &vertices, const std::vector<std::size_t> &ends)
{
	std::size_t i = 0, run = 0;

	while (i < vertices.size()) {
		std::size_t end = ends[run++];

		for (; i < end; ++i)
			vertices[i].color = static_cast<int>(run);
		vertices[i - 1].color = 0;
	}
}

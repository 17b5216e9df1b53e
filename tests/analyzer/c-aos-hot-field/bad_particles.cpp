#include <cstddef>
#include <vector>

struct Particle { double position[3], speed[3], history[32]; double mass; };

double weight(const std::vector<Particle> &particles)
{
	double sum = 0;

	for (std::size_t i = 0; i < particles.size(); i++)
		sum += particles[i].mass;			// expect: c-aos-hot-field
	return sum;
}

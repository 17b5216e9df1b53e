#include <string>

struct Inside { ~Inside() = default; float x, y; };
struct Short { ~Short() {} float x, y; };
struct Named { ~Named(); std::string name; };
struct Shape { virtual ~Shape(); float x; };
struct Square : Shape { ~Square() override; float y; };
struct Owner { ~Owner(); int *data; };
struct Outer { ~Outer(); Owner owner; };
template <class T> struct Box { ~Box(); T value; };

Named::~Named() = default;
Shape::~Shape() = default;
Square::~Square() = default;
Owner::~Owner() { delete data; }
Outer::~Outer() = default;
template <class T> Box<T>::~Box() {}
template struct Box<int>;

#ifndef WEIR_ANALYZER_MODELS_P_H
#define WEIR_ANALYZER_MODELS_P_H

#include "analyzer/keys_p.h"
#include "analyzer/program.h"

/*
 * models_p.h - classes of object-relational mappers, and which rows a loop walks.
 *
 * A relation is an attribute of a model class that asks the database for other
 * rows when it is read: Django's ForeignKey, OneToOneField and ManyToManyField,
 * SQLAlchemy's relationship, peewee's ForeignKeyField, and what these put on the
 * class at the other end (related_name, backref, order_set).
 */

enum an_mapper { AN_NO_MAPPER, AN_DJANGO, AN_SQLALCHEMY, AN_PEEWEE };

struct an_relation {
	const char *model;      /* key of the class that has it: "shop.models.Order" */
	const char *name;       /* "customer" */
	const char *target;     /* key of the class that it leads to; "" = not known */
	uint8_t mapper;         /* enum an_mapper */
	bool many;              /* gives a query for several rows, not one row */
	bool loaded;            /* comes with its row unless asked otherwise: lazy="joined" */
	bool one;               /* SQLAlchemy: no other row has the related one: uselist=False */
	const char *back;       /* the relation of the target that leads back, which has its one row then; "" = not known */
};

struct an_models;

/* NULL if no class of the program has a relation. */
struct an_models *an_models_find(const struct an_program *p);
void an_models_free(struct an_models *m);       /* accepts NULL */

/* The attribute of the class or of one of its bases, or NULL. */
const struct an_relation *an_relation_of(const struct an_models *m, const char *model, const char *name);
/* The method or property of the class or of one of its bases: a function of the program, or 0. */
uint32_t an_model_method(const struct an_models *m, const char *model, const char *name);
/* The key of the class that text names: its key, or the end of it where no other class ends so; NULL if
 * there is none. */
const char *an_model_class(const struct an_models *m, const char *text, size_t n);

#define AN_LOADED_MAX 32
#define AN_FIXED_MAX 8

/* Rows of one model. */
struct an_rows {
	const char *model;
	uint32_t function;              /* where they are asked for, and the op that names the model */
	an_id op;
	const char *loaded[AN_LOADED_MAX];      /* relations that come with them: "customer", "customer__city" */
	uint32_t loaded_count;
	const char *fixed[AN_FIXED_MAX];        /* relations that are the same for all of them: with_parent(event) */
	uint32_t fixed_count;
	bool unclear;                   /* what comes with them cannot be told, or they are not objects of the model */
	bool assumed;                   /* made elsewhere: rows of the model by a type or name, and what comes with them is not seen */
	bool by_name;                   /* by the name of the variable alone */
	bool composed;                  /* a query of their own says what comes with related rows: Prefetch(queryset=...) */
};

/* The rows that a loop walks, followed through variables, parameters and functions that return them.
 * False if it walks something else. */
bool an_rows_of_loop(const struct an_models *m, const struct an_program *p, uint32_t function, an_id loop,
		     struct an_rows *rows);
/* The class that a variable of the name holds most likely: "order" for Order, the only one of that name; or NULL. */
const char *an_model_by_variable(const struct an_models *m, const char *name);
/* What maps the class: enum an_mapper, 0 = it has no relation of its own. */
enum an_mapper an_mapper_of(const struct an_models *m, const char *model);
/* The relations of a class that lead to one row of another; *n of them, at most AN_FIXED_MAX. */
void an_relations_back(const struct an_models *m, const char *from, const char *to, const char **names, uint32_t *n);

/* rows_assumed.c: rows that the loop walks by the types of its variables or, where nothing says that, by their names. */
bool an_assume_rows(const struct an_models *m, const struct an_program *p, uint32_t function, an_id loop, struct an_rows *rows);
/* order.lines, where order is the variable of a loop: what comes with the orders is seen, or told, where they are walked. */
bool an_is_of_row(const struct an_program *p, uint32_t function, an_id symbol);
/* Does the relation of that path ("order__customer") come with the rows? */
bool an_rows_have(const struct an_rows *rows, const char *path);

/* Is the related row of that name ("customer") one and the same for all rows, so that a session has it after the first? */
bool an_rows_share(const struct an_rows *rows, const char *name);

#endif

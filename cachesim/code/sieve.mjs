/**
 * SIEVE (NSDI 2024): a hand goes from the oldest entry to the newest, spares what was used since it came by,
 * and drops the first that was not.
 * @template K, V
 */
export class Cache {
  #capacity;
  /** @typedef {{key: K, value: V, used: boolean, older: Node | null, newer: Node | null}} Node */
  /** @type {Map<K, Node>} */
  #nodes = new Map();
  /** @type {Node | null} */
  #oldest = null;
  /** @type {Node | null} */
  #newest = null;
  /** @type {Node | null} null: begin at the oldest */
  #hand = null;

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#nodes.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    const node = this.#nodes.get(key);
    if (!node) return undefined;
    node.used = true;
    return node.value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    const there = this.#nodes.get(key);
    if (there) {
      there.used = true;
      there.value = value;
      return;
    }
    if (this.#nodes.size >= this.#capacity) this.#evict();
    const node = { key, value, used: false, older: this.#newest, newer: null };
    if (this.#newest) this.#newest.newer = node;
    else this.#oldest = node;
    this.#newest = node;
    this.#nodes.set(key, node);
  }

  /** @param {K} key */
  delete(key) {
    const node = this.#nodes.get(key);
    if (node) this.#remove(node);
  }

  #evict() {
    let node = /** @type {Node} */ (this.#hand ?? this.#oldest);
    while (node.used) {
      node.used = false;
      node = /** @type {Node} */ (node.newer ?? this.#oldest);
    }
    this.#hand = node;
    this.#remove(node);
  }

  #remove(node) {
    if (this.#hand === node) this.#hand = node.newer;
    if (node.older) node.older.newer = node.newer;
    else this.#oldest = node.newer;
    if (node.newer) node.newer.older = node.older;
    else this.#newest = node.older;
    this.#nodes.delete(node.key);
  }
}

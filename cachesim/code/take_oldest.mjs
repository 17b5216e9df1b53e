/**
 * Takes the oldest of a map (key and value) or a set (value twice) that is not empty.
 * @param {Map<any, any> | Set<any>} from
 */
function takeOldest(from) {
  const [key, value] = from.entries().next().value;
  from.delete(key);
  return [key, value];
}


/** Whether an answer's data holds nothing: null or absent, or null in each root field. Looks no further than it must. */
export function isEmptyData(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  if (data == null) return true;
  for (const key in data) if (data[key] !== null) return false;
  return true;
}

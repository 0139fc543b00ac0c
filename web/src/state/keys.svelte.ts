/** Whether the list of keys is open. It knows no key. */
export const keyList = $state({ open: false });

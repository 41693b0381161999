export async function connect(): Promise<void> {}

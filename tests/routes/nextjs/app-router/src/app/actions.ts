"use server";

export async function createPost(data: FormData) {
  return data.get("title");
}
export async function GET() {
  return null;
}

import { createPost } from "./actions";

export default function Page() {
  return <form action={createPost}><input name="title" /></form>;
}

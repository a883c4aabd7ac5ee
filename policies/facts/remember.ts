/** Works each answer out once, for the same thing or text that is asked about. No answer is `undefined`. */
export function remember<Asked, Answer>(work: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const done = new Map<Asked, Answer>();
  return (asked) => {
    const before = done.get(asked);
    if (before !== undefined) return before;
    const answer = work(asked);
    done.set(asked, answer);
    return answer;
  };
}

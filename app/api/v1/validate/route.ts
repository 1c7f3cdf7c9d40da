import { answerCheck } from '#lib/validation/answer-check.ts';

export const dynamic = 'force-dynamic';

// server.ts answers checks itself; this is for whoever runs the pages without it.
export {
  answerCheck as DELETE,
  answerCheck as GET,
  answerCheck as HEAD,
  answerCheck as OPTIONS,
  answerCheck as PATCH,
  answerCheck as POST,
  answerCheck as PUT,
};

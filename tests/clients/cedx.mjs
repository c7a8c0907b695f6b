// @cedx/akismet: the key in the body, a base URL in the options.
import { Author, Blog, CheckResult, Client, Comment } from '@cedx/akismet';

const [port, key] = process.argv.slice(2);
const blog = new Blog({ url: 'https://blog.example/', charset: 'UTF-8', languages: ['en'] });
const client = (apiKey, options = {}) =>
  new Client(apiKey, blog, { baseUrl: `http://127.0.0.1:${port}`, ...options });
const comment = (content, name, role = '') =>
  new Comment({
    author: new Author({ name, role, email: `${name}@mail.example`, ipAddress: '203.0.113.9', userAgent: 'Mozilla/5.0' }),
    content,
    context: ['python', 'blog'],
    date: new Date(),
    type: 'comment',
  });
const word = (result) => (result === CheckResult.ham ? 'ham' : 'spam');

const [advert, reader] = process.argv.slice(4);
const guard = client(key);
const answers = {
  valid: await guard.verifyKey(),
  invalid: await client('0123456789ff').verifyKey(),
  advert: word(await guard.checkComment(comment(advert, 'slate'))),
  reader: word(await guard.checkComment(comment(reader, 'renée'))),
  guaranteed: word(await client(key, { isTest: true }).checkComment(comment(reader, 'akismet-guaranteed-spam'))),
  administrator: word(await client(key, { isTest: true }).checkComment(comment(advert, 'admin', 'administrator'))),
};
await guard.submitSpam(comment(reader, 'renée'));
await guard.submitHam(comment(advert, 'slate'));
answers.advert_again = word(await guard.checkComment(comment(advert, 'slate')));
answers.reader_again = word(await guard.checkComment(comment(reader, 'renée')));
answers.refused = await client('0123456789ff').checkComment(comment(reader, 'x')).then(word, (e) => e.message);
console.log(JSON.stringify(answers));

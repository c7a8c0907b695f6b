// akismet: the key in the host, a content type that names no type.
import akismet from 'akismet';

const [port, key] = process.argv.slice(2);
const [advert, reader] = process.argv.slice(4);
const client = (apiKey) =>
  akismet.client({ blog: 'https://blog.example/', apiKey, host: 'guard.test', port: Number(port) });
const comment = (content, name, more = {}) => ({
  user_ip: '203.0.113.9', user_agent: 'Mozilla/5.0', referrer: 'https://blog.example/p',
  comment_author: name, comment_author_email: `${name}@mail.example`, comment_content: content, ...more,
});
const ask = (apiKey, name, ...rest) =>
  new Promise((resolve, reject) => {
    const guard = client(apiKey);
    guard[name](...rest, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
const word = (spam) => (spam ? 'spam' : 'ham');

const answers = {
  valid: await ask(key, 'verifyKey'),
  invalid: await ask('0123456789ff', 'verifyKey'),
  advert: word(await ask(key, 'checkComment', comment(advert, 'slate'))),
  reader: word(await ask(key, 'checkComment', comment(reader, 'renée'))),
  guaranteed: word(await ask(key, 'checkComment', comment(reader, 'akismet-guaranteed-spam', { is_test: 1 }))),
  administrator: word(await ask(key, 'checkComment', comment(advert, 'admin', { user_role: 'administrator', is_test: 1 }))),
};
await ask(key, 'submitSpam', comment(reader, 'renée'));
await ask(key, 'submitHam', comment(advert, 'slate'));
answers.advert_again = word(await ask(key, 'checkComment', comment(advert, 'slate')));
answers.reader_again = word(await ask(key, 'checkComment', comment(reader, 'renée')));
answers.refused = word(await ask('0123456789ff', 'checkComment', comment(reader, 'x')));
console.log(JSON.stringify(answers));

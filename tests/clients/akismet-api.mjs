// akismet-api: the key in the host, after a verification that has it in the body.
import { AkismetClient } from 'akismet-api';

const [port, key] = process.argv.slice(2);
const [advert, reader] = process.argv.slice(4);
const client = (apiKey) =>
  new AkismetClient({
    blog: 'https://blog.example/', key: apiKey, protocol: 'http', host: `guard.test:${port}`,
    lang: 'en', charset: 'UTF-8',
  });
const comment = (content, name, more = {}) => ({
  user_ip: '203.0.113.9', user_agent: 'Mozilla/5.0', referrer: 'https://blog.example/p',
  comment_author: name, comment_author_email: `${name}@mail.example`, comment_content: content, ...more,
});
const word = (spam) => (spam ? 'spam' : 'ham');

const guard = client(key);
const answers = {
  valid: await guard.verifyKey(),
  invalid: await client('0123456789ff').verifyKey(),
  advert: word(await guard.checkSpam(comment(advert, 'slate'))),
  reader: word(await guard.checkSpam(comment(reader, 'renée'))),
  guaranteed: word(await guard.checkSpam(comment(reader, 'akismet-guaranteed-spam', { is_test: true }))),
  administrator: word(await guard.checkSpam(comment(advert, 'admin', { user_role: 'administrator', is_test: true }))),
};
await guard.submitSpam(comment(reader, 'renée'));
await guard.submitHam(comment(advert, 'slate'));
// Its own suite reports without a text.
await guard.submitHam({ user_ip: '123.123.123.123', user_role: 'administrator', is_test: true });
answers.advert_again = word(await guard.checkSpam(comment(advert, 'slate')));
answers.reader_again = word(await guard.checkSpam(comment(reader, 'renée')));
answers.refused = await client('0123456789ff').checkSpam(comment(reader, 'x')).then(word, (e) => e.message);
console.log(JSON.stringify(answers));

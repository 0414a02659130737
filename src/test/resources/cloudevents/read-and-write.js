// Reads messages of Kafka with the SDK of CloudEvents for JavaScript, and writes what it read: the event, and messages of its own in both modes.
const { Kafka } = require('cloudevents');

const message = ({ headers, value }) => ({ headers, value: Buffer.from(value, 'base64').toString('utf8') });
const bytes = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const sent = ({ headers, value }) => ({ headers, value: bytes(value) });

const answers = JSON.parse(require('fs').readFileSync(0, 'utf8')).map((given) => {
  const event = Kafka.toEvent(message(given));
  const { id, source, type, subject, time, region, datacontenttype, data } = event;
  return {
    event: { id, source, type, subject, time, region, datacontenttype, data },
    binary: sent(Kafka.binary(event)),
    structured: sent(Kafka.structured(event)),
  };
});
process.stdout.write(JSON.stringify(answers));

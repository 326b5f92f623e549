using System.Text;
using RabbitMQ.Client;
using Undertone.Fleet.Queues;

namespace Undertone.Fleet.Tests.Queues;

public sealed class QueueMessageTests
{
    [Fact]
    public void A_path_a_url_and_the_audio_itself_are_read_with_what_is_known_of_them()
    {
        Read("""{"path":"/a/ü.wav"}""").ShouldBe(new QueueMessage("7", "/a/ü.wav", AudioPlace.File));
        Read("""{ "url": "https://h/a.wav", "voice": "ana", "speaker": "s", "tag": null }""", "Application/JSON; charset=utf-8")
            .ShouldBe(new QueueMessage("7", "https://h/a.wav", AudioPlace.Address)
            {
                Voice = "ana",
                Speaker = "s",
            });
        foreach (var type in new[] { "audio/wav", "application/octet-stream" })
        {
            Read("RIFF", type).ShouldBe(new QueueMessage("7", "7", AudioPlace.Body));
            var headers = new Dictionary<string, object?>
            {
                ["x-undertone-file"] = Encoding.UTF8.GetBytes("ü.wav"),
                ["x-undertone-voice"] = "ana",
                ["x-undertone-speaker"] = Encoding.UTF8.GetBytes("s"),
                ["x-undertone-tag"] = Encoding.UTF8.GetBytes("t"),
                ["other"] = 5,
            };
            Read("RIFF", type, headers: headers).ShouldBe(new QueueMessage("7", "ü.wav", AudioPlace.Body)
            {
                Voice = "ana",
                Speaker = "s",
                Tag = "t",
            });
        }
    }

    [Fact]
    public void What_a_sender_writes_for_a_path_is_read_as_that_path()
    {
        foreach (var path in new[] { "/a/b.wav", "/ü \"quoted\" \\ \n/🎧.wav", "C:\\a\\b.wav" })
        {
            var properties = new BasicProperties { MessageId = "7", ContentType = "application/json" };
            QueueMessage.Read(properties, QueueMessage.OfPath(path)).Name.ShouldBe(path);
        }
    }

    [Theory]
    [InlineData("message-id", """{"path":"/a"}""", "application/json", null)]
    [InlineData("message-id", """{"path":"/a"}""", "application/json", "")]
    [InlineData("content-type", """{"path":"/a"}""", null)]
    [InlineData("content-type", """{"path":"/a"}""", "text/plain")]
    [InlineData("content-type", """{"path":"/a"}""", "video/mp4")]
    [InlineData("malformed", "", "application/json")]
    [InlineData("malformed", "{", "application/json")]
    [InlineData("malformed", "[]", "application/json")]
    [InlineData("malformed", "\"/a\"", "application/json")]
    [InlineData("malformed", "{}", "application/json")]
    [InlineData("malformed", """{"path":null}""", "application/json")]
    [InlineData("malformed", """{"path":5}""", "application/json")]
    [InlineData("malformed", """{"path":"/a","url":"https://h/"}""", "application/json")]
    [InlineData("malformed", """{"path":"/a","path":"/b"}""", "application/json")]
    [InlineData("malformed", """{"path":"/a","pahts":"/b"}""", "application/json")]
    [InlineData("malformed", """{"path":"\ud800"}""", "application/json")]
    [InlineData("malformed", """{"path":"/a","tag":["x"]}""", "application/json")]
    public void What_is_no_message_is_refused_by_its_reason(string reason, string body, string? type, string? id = "7") =>
        Should.Throw<MessageException>(() => Read(body, type, id)).Reason.ShouldBe(reason);

    [Fact]
    public void Texts_and_bodies_that_are_too_long_are_refused()
    {
        Should.Throw<MessageException>(() => Read($$"""{"path":"{{new string('a', 4097)}}"}""")).Reason.ShouldBe("malformed");
        Should.Throw<MessageException>(() => Read(new string(' ', 1 << 16) + """{"path":"/a"}""")).Reason.ShouldBe("malformed");
        var headers = new Dictionary<string, object?> { ["x-undertone-file"] = 5 };
        Should.Throw<MessageException>(() => Read("", "audio/wav", headers: headers)).Reason.ShouldBe("malformed");
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(3);
        var whole = """{"path":"/a/b.wav","voice":"ana","tag":"x"}"""u8.ToArray();
        for (var i = 0; i < 3000; i++)
        {
            var body = whole.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) body[random.Next(body.Length)] = (byte)random.Next(256);
            try
            {
                QueueMessage.Read(new BasicProperties { MessageId = "7", ContentType = "application/json" }, body);
            }
            catch (MessageException e)
            {
                e.Reason.ShouldBe("malformed", Convert.ToHexString(body));
            }
        }
    }

    [Theory]
    [InlineData("amqp://ana:secret-word@broker.example:5673/calls", "RabbitMQ at broker.example:5673, virtual host 'calls'")]
    [InlineData("amqps://ana:secret-word@broker.example/%2F", "RabbitMQ at broker.example:5671, virtual host '/'")]
    [InlineData("amqp://localhost", "RabbitMQ at localhost:5672, virtual host '/'")]
    public void A_broker_is_named_without_its_user(string uri, string name) => BrokerLocation.Read(uri).Name.ShouldBe(name);

    [Theory]
    [InlineData("http://ana:secret-word@broker")]
    [InlineData("amqp://ana:secret-word@broker:port")]
    [InlineData("amqp://ana:secret-word@broker/a/b")]
    [InlineData("secret-word")]
    [InlineData("")]
    public void A_uri_that_cannot_be_read_is_not_repeated(string uri)
    {
        var e = Should.Throw<QueueException>(() => BrokerLocation.Read(uri));
        e.Fault.ShouldBe(QueueFault.Input);
        e.Message.ShouldNotContain("secret-word");
        e.Message.ShouldNotContain("ana");
    }

    [Theory]
    [InlineData("")]
    [InlineData("amq.calls")]
    public void Names_that_no_queue_can_have_are_refused(string name) =>
        Should.Throw<QueueException>(() => QueueTopology.Of(name, null, 5)).Fault.ShouldBe(QueueFault.Input);

    [Fact]
    public void Dead_letters_have_a_queue_of_their_own()
    {
        QueueTopology.Of("calls", null, 5).Dead.ShouldBe("calls.dead");
        Should.Throw<QueueException>(() => QueueTopology.Of("calls", "calls", 5)).Fault.ShouldBe(QueueFault.Input);
        Should.Throw<QueueException>(() => QueueTopology.Of(new string('q', 252), null, 5)).Fault.ShouldBe(QueueFault.Input);
    }

    // cd /data; printf 'abc' > a.wav; printf '%s' "$(sha256sum /data/a.wav)" | sha256sum
    [Fact]
    public void The_id_of_a_file_is_the_hash_of_the_line_that_sha256sum_prints()
    {
        const string Content = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QueueSender.IdOf(Content, "/data/a.wav").ShouldBe("2d0ca0a282786936cf566d9df8eb5747ab03e570722e595b8760cd50c1dad416");
    }

    private static QueueMessage Read(
        string body, string? type = "application/json", string? id = "7", Dictionary<string, object?>? headers = null) =>
        QueueMessage.Read(
            new BasicProperties
            {
                MessageId = id,
                ContentType = type,
                Headers = headers,
            },
            Encoding.UTF8.GetBytes(body));
}

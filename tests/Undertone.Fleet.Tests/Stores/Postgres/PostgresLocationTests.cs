using Undertone.Fleet.Stores;
using Undertone.Fleet.Stores.Postgres;

namespace Undertone.Fleet.Tests.Stores.Postgres;

public sealed class PostgresLocationTests
{
    [Theory]
    [InlineData("Host=db", true)]
    [InlineData("host = db ; Port=1", true)]
    [InlineData("Database=a", true)]
    [InlineData("Pooling=false;User Id=a", true)]
    [InlineData("postgres://a", true)]
    [InlineData("PostgreSQL://a:b@c/d", true)]
    [InlineData("store", false)]
    [InlineData("/var/lib/a = b", false)]
    [InlineData("C:\\data;x=1", false)]
    [InlineData("a/host", false)]
    [InlineData("host", false)]
    [InlineData("", false)]
    public void Connection_strings_are_told_from_folders(string location, bool isOne) => PostgresLocation.IsOne(location).ShouldBe(isOne);

    [Theory]
    [InlineData("Host=127.0.0.1;Port=99999")]
    [InlineData("Host=127.0.0.1;Port=x")]
    [InlineData("Host=127.0.0.1;Port=-1")]
    [InlineData("Host=127.0.0.1;Nonsense=1")]
    [InlineData("Host=127.0.0.1;Ssl Mode=perhaps")]
    [InlineData("Host=127.0.0.1;Timeout=-1")]
    [InlineData("Host=127.0.0.1;Minimum Pool Size=9;Maximum Pool Size=3")]
    [InlineData("Host=127.0.0.1;Maximum Pool Size=0")]
    [InlineData("Host=127.0.0.1;Password='open")]
    [InlineData("Host=;Port=1")]
    [InlineData("Database=a")]
    [InlineData("Host=127.0.0.1;Multiplexing=true;Pooling=false")]
    [InlineData("Host=127.0.0.1;Target Session Attributes=nonsense")]
    [InlineData("Host=a:b:c,,;Port=1")]
    [InlineData("postgres://a:secret-word@b/c")]
    [InlineData("Host=127.0.0.1;=secret-word")]
    public async Task A_connection_string_that_cannot_be_is_told_without_what_stands_in_it(string location)
    {
        var refused = await Should.ThrowAsync<StoreException>(() => Store.OpenAsync(location + ";Password=secret-word"));
        refused.Message.ShouldNotContain("secret-word");
        refused.Message.ShouldNotContain("Parameter");
        refused.Fault.ShouldBeOneOf(StoreFault.Input, StoreFault.Unavailable);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1", "PostgreSQL at 127.0.0.1:1, database 'me'")]
    [InlineData("Host=no-such-host.invalid;Port=5432", "PostgreSQL at no-such-host.invalid:5432, database 'me'")]
    [InlineData("Host=/no/such/folder", "PostgreSQL at /no/such/folder")]
    [InlineData("Host=127.0.0.1,127.0.0.2;Port=1", "PostgreSQL at 127.0.0.1,127.0.0.2:1")]
    [InlineData("Host=127.0.0.1;Port=1;Ssl Mode=VerifyFull;Root Certificate=/no/such/file", "PostgreSQL at 127.0.0.1:1")]
    public async Task A_server_that_is_not_there_is_told_by_its_place(string location, string place)
    {
        var refused = await Should.ThrowAsync<StoreException>(
            () => Store.OpenAsync(location + ";Username=me;Password=secret-word;Timeout=5"));
        refused.Fault.ShouldBe(StoreFault.Unavailable);
        refused.Message.ShouldStartWith(place);
        refused.Message.ShouldNotContain("secret-word");
        refused.Message.ShouldNotContain("Parameter");
    }
}

using System.Text.Json;

namespace Tests.Datasets;

/// <summary>
/// The Czech bank of PKDD'99 as lines of an import: every client a customer, every transaction of the original file with the owner of its
/// account. Nothing is left out: what the tables do not say is not made up, and what they say and this reader does not know is an error.
/// </summary>
public sealed class Berka
{
    /// <summary>Goes before a client's number in the customer's id.</summary>
    public const string IdPrefix = "berka-";

    private const int MaxItems = 1000;
    private readonly string folder;
    private readonly Dictionary<string, BerkaClient> clients = [];
    private readonly Dictionary<string, BerkaClient> owners = [];

    private Berka(string folder)
    {
        this.folder = folder;
        var towns = Table("district").Rows.ToDictionary(static row => row["A1"], static row => row["A2"]);
        foreach (var row in Table("client").Rows)
        {
            clients.Add(row["client_id"], new BerkaClient(row["client_id"], row["birth_number"], towns[row["district_id"]]));
        }

        ReadDispositions();
        ReadProducts();
        foreach (var row in Table("trans_original_19930101_19940331").Rows)
        {
            var transaction = new BerkaTransaction(row);
            owners[transaction.Account].Transactions.Add(transaction);
            Transactions++;
        }

        foreach (var owner in owners.Values)
        {
            BookingOrder.Restore(owner.Transactions);
        }
    }

    /// <summary>How many clients there are.</summary>
    public int Clients => clients.Count;

    /// <summary>How many accounts there are, each with its one owner.</summary>
    public int Accounts => owners.Count;

    /// <summary>How many transactions there are.</summary>
    public int Transactions { get; private set; }

    /// <summary>How many clients own an account with transactions.</summary>
    public int ClientsWithTransactions => owners.Values.Count(static owner => owner.Transactions.Count > 0);

    /// <summary>The ids of the clients who own transactions, those with most first.</summary>
    public IEnumerable<string> ByTransactions =>
        owners.Values.Where(static owner => owner.Transactions.Count > 0).OrderByDescending(static owner => owner.Transactions.Count).Select(static owner => owner.Id);

    /// <summary>Reads the tables.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <returns>The bank.</returns>
    public static Berka Read(string folder) => new(folder);

    /// <summary>Reads the tables and makes the lines.</summary>
    /// <param name="folder">Where the tables lie.</param>
    /// <returns>The lines, UTF-8, without newlines.</returns>
    public static IEnumerable<byte[]> Lines(string folder) => Read(folder).Lines();

    /// <summary>The lines: each client in the table's order, then the transactions of the account they own, in the order they were booked.</summary>
    /// <returns>The lines, UTF-8, without newlines.</returns>
    public IEnumerable<byte[]> Lines()
    {
        foreach (var client in clients.Values)
        {
            yield return Line("customer", client.WriteTo);
            foreach (var items in client.Transactions.Chunk(MaxItems))
            {
                yield return Line("transactions", json =>
                {
                    json.WriteStartObject();
                    json.WriteString("customerId", client.Id);
                    json.WriteStartArray("items");
                    foreach (var item in items)
                    {
                        item.WriteTo(json);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                });
            }
        }
    }

    /// <summary>A day of the tables, <c>yyMMdd</c>, as the contract writes it.</summary>
    internal static string Day(string day) => $"19{day[..2]}-{day[2..4]}-{day[4..6]}";

    private static byte[] Line(string name, Action<Utf8JsonWriter> value)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
            value(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private void ReadDispositions()
    {
        var opened = Table("account").Rows.ToDictionary(static row => row["account_id"], static row => Day(row["date"]));
        foreach (var row in Table("disp").Rows)
        {
            var client = clients[row["client_id"]];
            client.AddAccount(opened[row["account_id"]]);
            if (row["type"] == "OWNER")
            {
                owners.Add(row["account_id"], client);
                client.Holdings.Add("current-account");
            }
        }
    }

    private void ReadProducts()
    {
        var holders = Table("disp").Rows.ToDictionary(static row => row["disp_id"], row => clients[row["client_id"]]);
        foreach (var row in Table("card").Rows)
        {
            holders[row["disp_id"]].Holdings.Add(row["type"] + "-card");
        }

        foreach (var row in Table("order").Rows)
        {
            owners[row["account_id"]].Holdings.Add("standing-order");
        }

        foreach (var row in Table("loan").Rows)
        {
            // A and B are finished.
            if (row["status"] is "C" or "D")
            {
                owners[row["account_id"]].Holdings.Add("consumer-loan");
            }
        }
    }

    private CsvTable Table(string name) => new(Path.Combine(folder, name + ".csv.gz"));
}

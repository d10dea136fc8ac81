using System.Text;

namespace Grains.Activity;

/// <summary>
/// The accounts by code. An account's code is its place; a free place is an empty record. Packed: floor and first day (from 2020-01-01,
/// zigzag, each plus 1; 0 for none, and no first day without a floor) · oldest month (from January 2020, zigzag) · received (zigzag) · id.
/// </summary>
internal sealed class AccountTable(byte[] packed, PackedWriter writer)
{
    private readonly PackedRecords places = new(packed);

    /// <summary>Whether anything differs from the array it was made of.</summary>
    public bool HasChanged => places.HasChanged;

    /// <summary>How many places there are, free ones too: every code is below.</summary>
    public int Places
    {
        get
        {
            var count = 0;
            for (var at = 0; at < places.End; count++)
            {
                places.At(at, out at);
            }

            return count;
        }
    }

    /// <summary>The code of an account.</summary>
    /// <param name="id">The bank's id.</param>
    /// <returns>The code; -1 where it is not known.</returns>
    public int CodeOf(string id)
    {
        Span<byte> utf8 = stackalloc byte[512];
        utf8 = utf8[..Encoding.UTF8.GetBytes(id, utf8)];
        var code = 0;
        for (int at = 0, next; at < places.End; at = next, code++)
        {
            var record = places.At(at, out next);
            if (record.EndsWith(utf8) && Read(record, out var start) is not null && record.Length - start == utf8.Length)
            {
                return code;
            }
        }

        return -1;
    }

    /// <summary>The account of a code.</summary>
    public HeldAccount this[int code]
    {
        get
        {
            var record = places.At(Start(code), out _);
            return Read(record, out var start)!.Value with { Id = Encoding.UTF8.GetString(record[start..]) };
        }

        set
        {
            Write(value);
            places.Replace(Start(code), writer.Written);
        }
    }

    /// <summary>Takes up an account.</summary>
    /// <returns>Its code.</returns>
    public int Add(HeldAccount account)
    {
        Write(account);
        var code = 0;
        for (int at = 0, next; at < places.End; at = next, code++)
        {
            if (places.At(at, out next).IsEmpty)
            {
                places.Replace(at, writer.Written);
                return code;
            }
        }

        places.Append(writer.Written);
        return code;
    }

    /// <summary>Forgets an account.</summary>
    public void Remove(int code)
    {
        var at = Start(code);
        places.At(at, out var next);
        if (next == places.End)
        {
            places.Remove(at);
        }
        else
        {
            places.Replace(at, []);
        }
    }

    /// <summary>The accounts by code; those of free places have an empty id.</summary>
    public HeldAccount[] ToAccounts()
    {
        var accounts = new List<HeldAccount>();
        for (int at = 0, next; at < places.End; at = next)
        {
            var record = places.At(at, out next);
            accounts.Add(Read(record, out var start) is { } account ? account with { Id = Encoding.UTF8.GetString(record[start..]) } : new(string.Empty));
        }

        return [.. accounts];
    }

    /// <summary>The accounts' ids by code.</summary>
    public string[] ToIds() => Array.ConvertAll(ToAccounts(), account => account.Id);

    /// <summary>The table as one array.</summary>
    public byte[] ToArray() => places.ToArray();

    private static HeldAccount? Read(ReadOnlySpan<byte> record, out int idStart)
    {
        idStart = 0;
        if (record.IsEmpty)
        {
            return null;
        }

        var reader = new PackedReader(record);
        var floor = ReadDay(ref reader);
        var account = new HeldAccount(string.Empty)
        {
            Floor = floor,
            First = floor == 0 ? 0 : ReadDay(ref reader),
            OldestMonth = BookingDay.EpochMonth + (int)reader.ReadSigned(),
            ReceivedAt = reader.ReadSigned(),
        };
        idStart = reader.Position;
        return account;
    }

    private static int ReadDay(ref PackedReader reader)
    {
        var packed = reader.ReadSigned();
        return packed == 0 ? 0 : BookingDay.Epoch + (int)(packed > 0 ? packed - 1 : packed);
    }

    private void Write(HeldAccount account)
    {
        writer.Clear();
        WriteDay(account.Floor);
        if (account.Floor != 0)
        {
            WriteDay(account.First);
        }

        writer.WriteSigned(account.OldestMonth - BookingDay.EpochMonth);
        writer.WriteSigned(account.ReceivedAt);
        writer.WriteText(account.Id);
    }

    /// <summary>Skips zero, which stands for none.</summary>
    private void WriteDay(int day)
    {
        var packed = day - BookingDay.Epoch;
        writer.WriteSigned(day == 0 ? 0 : packed >= 0 ? packed + 1 : packed);
    }

    private int Start(int code)
    {
        var at = 0;
        for (; code > 0; code--)
        {
            places.At(at, out at);
        }

        return at;
    }
}

using CsCheck;
using Grains.Activity;
using Grains.Interfaces.Activity;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using static Tests.Unit.Activity.Drafts;

namespace Tests.Unit.Activity;

public sealed class PackingTests
{
    private static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    /// <summary>Any text that passes the rules: whole characters of all planes, no control characters, not blank.</summary>
    private static readonly Gen<string> Rune =
        Gen.OneOf(Gen.Int[0x20, 0x7E], Gen.Int[0xA0, 0x2FFF], Gen.Int[0x3000, 0xD7FF], Gen.Int[0xE000, 0xFFFF], Gen.Int[0x10000, 0x10FFFF]).Select(char.ConvertFromUtf32);

    private static readonly string[] Tricky = ["0", "00", "-1", "+1", "1e5", "٣", "0x345678-0000-0000-0000-000000000000", "+1234567-0000-0000-0000-000000000000"];

    private static readonly Gen<string> Id = Gen.OneOf(
        Text(64), Gen.ULong.Select(n => n.ToString()), Gen.Int[0, 99999].Select(n => $"{n:00000}"), Gen.Guid.Select(g => g.ToString()),
        Gen.Guid.Select(g => g.ToString().ToUpperInvariant()), Gen.Guid.Select(g => g.ToString("N")), Gen.Int[0, Tricky.Length - 1].Select(i => Tricky[i]));

    private static readonly Gen<TransactionView> Any =
        Gen.Select(Id, Text(64), Gen.Long[0, (365 * 45 * TimeSpan.TicksPerDay) - 1], Gen.Int[0, 4], Gen.Select(Money(12), Money(15)),
            Gen.Select(Maybe(Text(64)), Maybe(Text(140)), Maybe(Text(280)), Maybe(Gen.Int[0, 9999].Select(n => $"{n:0000}"))))
        .Select((id, account, ticks, coarse, money, texts) => new TransactionView
        {
            Id = id,
            AccountId = account,
            BookedAt = DateTimeOffset.UnixEpoch.AddTicks(coarse switch
            {
                0 => ticks / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay, 1 => ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, _ => ticks,
            }),
            Amount = money.Item1 == 0 ? 1 : money.Item1,
            Currency = "EUR",
            Kind = texts.Item1,
            Counterparty = texts.Item2,
            Description = texts.Item3,
            Mcc = texts.Item4,
            BalanceAfter = coarse == 3 ? money.Item2 : null,
            Category = "uncategorised",
        });

    [Fact]
    public void Whatever_is_packed_comes_back_the_same() => Any.Array[1, 20].Sample(all =>
    {
        var sent = all.DistinctBy(t => t.Id).ToArray();
        var edit = new ActivityEdit(ActivitySection.Empty);
        Assert.All(sent, t => edit.Fold(t, TestCatalogue.Small, Now));
        var section = Serializer.Deserialize<ActivitySection>(Serializer.SerializeToArray(edit.Finish()))!;
        Assert.Equal(sent.OrderBy(t => t.Id, StringComparer.Ordinal), section.Window().OrderBy(t => t.Id, StringComparer.Ordinal));
        Assert.All(sent, t => Assert.True(new ActivityEdit(section).Holds(t.Id)));
    });

    [Fact]
    public void Every_character_there_is_survives_in_every_text()
    {
        for (var block = 0x20; block <= 0x10FFFF; block += 60)
        {
            var text = string.Concat(Enumerable.Range(block, 60).Where(c => c is < 0x7F or > 0x9F and < 0xD800 or > 0xDFFF and <= 0x10FFFF).Select(char.ConvertFromUtf32));
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var draft = Draft(text, account: text) with { Kind = text, Counterparty = text, Description = text };
            var view = Assert.Single(ActivitySection.Empty.Recorded(draft).Window());
            Assert.Equal((text, text, text, text, text), (view.Id, view.AccountId, view.Kind, view.Counterparty, view.Description));
        }
    }

    [Fact]
    public void Every_amount_comes_back_exact() => Money(22).Sample(amount =>
    {
        var writer = new PackedWriter();
        writer.WriteMoney(amount);
        var reader = new PackedReader(writer.Written);
        Assert.Equal(amount, reader.ReadMoney());
        Assert.True(reader.IsAtEnd);
    });

    [Fact]
    public void Records_keep_their_order_through_any_changes() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 30], Gen.OneOf(Gen.Int[0, 5], Gen.Int[120, 140], Gen.Int[16380, 16390])).Array[0, 60].Sample(changes =>
        {
            var (records, model) = (new PackedRecords([]), new List<byte[]>());
            foreach (var (change, index, length) in changes)
            {
                var record = new byte[length];
                Array.Fill(record, (byte)length);
                switch (change)
                {
                    case 1 when index < model.Count:
                        records.Remove(Start(records, index));
                        model.RemoveAt(index);
                        break;
                    case 2 when index < model.Count:
                        records.Replace(Start(records, index), record);
                        model[index] = record;
                        break;
                    case 3:
                        records.Keep(r => r.Length % 7 != index % 7);
                        model.RemoveAll(r => r.Length % 7 == index % 7);
                        break;
                    default:
                        records.Append(record);
                        model.Add(record);
                        break;
                }
            }

            var packed = new PackedRecords(records.ToArray());
            var at = 0;
            Assert.All(model, record => Assert.Equal(record, packed.At(at, out at).ToArray()));
            Assert.Equal(packed.End, at);
        });

    /// <summary>The layout is stored: a test that fails here means that customers' records no longer open as they were.</summary>
    [Fact]
    public void The_packed_bytes_are_those_that_were_stored()
    {
        var section = ActivitySection.Empty.Recorded(
            Draft("42", "2024-12-31T23:00:00Z", 1234.5m, "CZ65") with { BalanceAfter = -0.01m },
            Draft("0f8fad5b-d9cb-469f-a165-70867728950e", "2026-06-14T00:00:00Z", -99.9m, "CZ65") with { Mcc = "0742", Kind = "card", Counterparty = "Žabka" },
            Draft("č-7", "2026-06-15T10:00:00.5Z", -20, "B") with { Description = "card", BalanceAfter = 1_000_000_000_000_000m });
        section = section.Categorise("0f8fad5b-d9cb-469f-a165-70867728950e", new("groceries"), TestCatalogue.Small, Now).Value.Next;
        Assert.Equal("0fc81cc61c820180a5ffa20d435a36350900820180a5ffa20d42", Convert.ToHexStringLower(section.Accounts));
        Assert.Equal("0345555206696e636f6d650d756e63617465676f72697365640967726f636572696573", Convert.ToHexStringLower(section.Names));
        Assert.Equal("1f00e824010f8fad5bd9cb469fa16570867728950eac019ab80200030001e6051d01ea2405c48d2d3752c0b6e18fbd0ac23e0002008080a0b197bcc5c605", Convert.ToHexStringLower(section.Window));
        Assert.Equal("046361726406c5bd61626b61", Convert.ToHexStringLower(section.Texts));
        Assert.Equal("0801009a010206c03e0900009a01030698b802", Convert.ToHexStringLower(section.Months));
        Assert.Equal("0a0000e8249eb8029204060d0100ea248080a0b197bcc5c605", Convert.ToHexStringLower(section.Balances));
        Assert.Equal("0703c5bd41424b41", Convert.ToHexStringLower(section.Remembered));

        // Written before a correction was marked at the transaction itself.
        var earlier = Convert.FromHexString("1e00e824010f8fad5bd9cb469fa16570867728950e2c9ab80200030001e6051d01ea2405c48d2d3752c0b6e18fbd0ac23e0002008080a0b197bcc5c605");
        Assert.Equal(section.Window(), new ActivitySection { Accounts = section.Accounts, Names = section.Names, Window = earlier, Texts = section.Texts }.Window());
    }

    private static int Start(PackedRecords records, int index)
    {
        var at = 0;
        for (; index > 0; index--)
        {
            records.At(at, out at);
        }

        return at;
    }

    private static Gen<string> Text(int longest) => Rune.Array[1, longest].Select(string.Concat).Where(text => !string.IsNullOrWhiteSpace(text));

    private static Gen<string?> Maybe(Gen<string> text) => Gen.OneOf(text.Select(t => (string?)t), Gen.Const((string?)null));

    private static Gen<decimal> Money(int digits) =>
        Gen.Select(Gen.Int[0, digits + 6], Gen.Int[0, 6], Gen.Bool, Gen.Long[0, 999_999_999], Gen.Long[0, 999_999_999], Gen.Long[0, 999_999_999_999]).Select((length, decimals, isNegative, a, b, c) =>
        {
            var text = $"{a}{b:000000000}{c:000000000000}";
            var number = decimal.Parse(text[..Math.Min(length + 1, Math.Min(text.Length, digits + decimals))]);
            for (var i = 0; i < decimals; i++)
            {
                number /= 10;
            }

            return isNegative ? -number : number;
        });
}

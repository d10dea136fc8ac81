using System.Collections.Immutable;
using System.Reflection;
using Grains;
using Grains.Access;
using Grains.Activity;
using Grains.Encryption;
using Grains.Insights;
using Grains.Interfaces.Audit;
using Grains.Rights;
using Orleans;

namespace Tests.Unit.Rights;

/// <summary>Every member of every record in which something of a customer is stored, found by reflection from what the stores hold.</summary>
internal static class ExportInventory
{
    /// <summary>What the stores hold of a customer: the record, the evidence, the log's entries, the queue of broken glass.</summary>
    public static readonly Type[] Roots = [typeof(CustomerRecord), typeof(RightsRecord), typeof(AuditEntry), typeof(ReviewNote)];

    /// <summary>What lies in a member that is bytes.</summary>
    private static readonly Dictionary<string, Type> Packed = new()
    {
        ["ActivitySection.Accounts"] = typeof(HeldAccount),
        ["ActivitySection.Window"] = typeof(WindowEntry),
        ["ActivitySection.Months"] = typeof(MonthTotal),
        ["ActivitySection.Balances"] = typeof(DayBalance),
        ["ActivitySection.Streams"] = typeof(CounterpartyPayments),
        ["RightsCase.SealedDetails"] = typeof(RightsDetails),
    };

    /// <summary>The members of some types and of all that these contain, but for what is below a member that is not looked into.</summary>
    public static SortedSet<string> Members(IEnumerable<Type> roots, Func<string, bool> isLeft)
    {
        var (found, seen) = (new SortedSet<string>(StringComparer.Ordinal), new HashSet<Type>());
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            foreach (var member in Stored(type))
            {
                var name = $"{type.Name}.{member.Name}";
                found.Add(name);
                foreach (var inner in isLeft(name) ? [] : Packed.TryGetValue(name, out var packed) ? [packed] : Inner(member.PropertyType))
                {
                    open.Push(inner);
                }
            }
        }

        return found;
    }

    /// <summary>What is serialized; of a packed record, which has no such marks, what can be set.</summary>
    private static IEnumerable<PropertyInfo> Stored(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance;
        return Packed.ContainsValue(type) && !type.IsDefined(typeof(GenerateSerializerAttribute))
            ? type.GetProperties(Own).Where(p => p.CanWrite)
            : type.GetProperties(Own).Where(p => p.IsDefined(typeof(IdAttribute)));
    }

    private static IEnumerable<Type> Inner(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Inner)
        : type.Assembly == typeof(CustomerRecord).Assembly || type.Assembly == typeof(AuditEntry).Assembly ? [type]
        : [];
}

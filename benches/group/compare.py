#!/usr/bin/env python3
"""Compares `alongside group` with sortition-algorithms (PyPI, 0.12.x) on the same pools, in one run.

usage: compare.py [--seconds 300] [--ours "target/release/alongside group"] POOL...

A POOL is a folder with respondents.csv, categories.csv and k.txt. Needs a Python with sortition-algorithms==0.12.* and,
for its leximin, gurobipy (its small licence covers small pools only; where leximin does not run, the table says so).
Each method runs in a process of its own. CPU is user and system time: ours the whole process, files read and written, the
median of three; theirs only what the algorithm takes, without imports and CSV reading. Lowest, highest and gini are over everybody's
exact chance, zeros included.
"""
import argparse, csv, json, os, resource, shlex, subprocess, sys, tempfile

THEIRS = r"""
import json, resource, sys
from sortition_algorithms import core, features, people, settings
from sortition_algorithms.adapters import CSVStringDataSource, SelectionData
folder, method = sys.argv[1:3]
read = lambda name: open(f'{folder}/{name}').read()
size = int(read('k.txt'))
data = SelectionData(CSVStringDataSource(read('categories.csv'), read('respondents.csv')))
quotas, _ = data.load_features(number_to_select=size)
chosen = settings.Settings(id_column=next(iter(read('respondents.csv').splitlines()[0].split(','))), columns_to_keep=[])
pool, _ = data.load_people(chosen, quotas)
said = ''
if method == 'leximin' and not core.GUROBI_AVAILABLE:
    method, said = 'maximin', 'fell back to maximin'
find = core.find_distribution_leximin if method == 'leximin' else core.find_distribution_maximin
own = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
start = own()
groups, weights, report = find(quotas, pool, size, [])
took = own() - start
chances = {person: 0.0 for person in pool}
for group, weight in zip(groups, weights):
    for person in group:
        chances[person] += weight
print(json.dumps({'cpu': took, 'chances': list(chances.values()), 'said': said}))
"""


def gini(values):
    values, count = sorted(values), len(values)
    return sum((2 * rank + 1 - count) * value for rank, value in enumerate(values)) / (count * sum(values))


def theirs(folder, method, seconds):
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    run = subprocess.run([sys.executable, '-c', THEIRS, folder, method], capture_output=True, text=True, preexec_fn=limit)
    if run.returncode != 0:
        words = (run.stderr.strip().splitlines() or [f'ended at {seconds} CPU s'])[-1]
        return None, words if run.returncode == 1 else f'ended at {seconds} CPU s'
    answer = json.loads(run.stdout.splitlines()[-1])
    return (answer['cpu'], answer['chances']), answer['said']


def ours(command, folder):
    with tempfile.TemporaryDirectory() as out:
        size = open(f'{folder}/k.txt').read().strip()
        words = shlex.split(command) + ['--pool', f'{folder}/respondents.csv', '--quotas', f'{folder}/categories.csv',
                                        '--size', size]
        took = []
        for turn in range(3):
            before = os.times()
            run = subprocess.run([*words, '--out', f'{out}/{turn}'], capture_output=True, text=True)
            after = os.times()
            took.append(after.children_user + after.children_system - before.children_user - before.children_system)
        cpu = sorted(took)[1]
        if run.returncode != 0:
            return None, (run.stderr.strip().splitlines() or ['failed'])[0]
        with open(f'{out}/0/chances.csv', newline='') as file:
            return (cpu, [float(row['chance']) for row in csv.DictReader(file)]), ''


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=int, default=300)
    parser.add_argument('--ours', default='target/release/alongside group')
    parser.add_argument('pools', nargs='+')
    asked = parser.parse_args()
    print(f"{'pool':<22}{'method':<18}{'CPU s':>8}{'lowest':>10}{'highest':>9}{'gini':>8}{'CPU ratio':>11}{'gini ratio':>11}")
    for pool in asked.pools:
        name = os.path.basename(pool.rstrip('/'))
        mine, said = ours(asked.ours, pool)
        print(line(name, 'ours, leximin', mine, said, None), flush=True)
        if mine is None:
            continue
        for method in ('maximin', 'leximin'):
            found, said = theirs(pool, method, asked.seconds)
            print(line(name, f'theirs, {method}', found, said, mine), flush=True)


def line(name, method, found, said, mine):
    if found is None:
        return f'{name:<22}{method:<18}  {said}'
    cpu, chances = found
    row = f'{name:<22}{method:<18}{cpu:>8.2f}{min(chances):>10.5f}{max(chances):>9.4f}{gini(chances):>8.4f}'
    if mine:
        row += f'{cpu / mine[0]:>11.1f}{gini(mine[1]) / gini(chances):>11.4f}'
    return f'{row}  {said}'.rstrip()


if __name__ == '__main__':
    main()

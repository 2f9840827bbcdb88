// The right form of each part of a course, as problems show it.

export const examples = {
  courseYaml:
    "name: docker-bridge\ntitle:\n  en: How Docker's bridge works\n  ja: Docker のブリッジ",
  vary: 'vary:\n  br0: [br4, br7, sw0]\n  192.168.200: [192.168.210, 192.168.221]',
  folder: 'labs/07-build-br0/lab.md',
  frontMatter: '---\ntitle: A bridge of your own\nminutes: 10\nneeds: [nat]\n---',
  frontMatterJa: '---\ntitle: 自分のブリッジ\n---',
  step: '## Make a bridge\n<!-- step: create-br0 -->',
  learned: '<!-- learned: A bridge is a switch made of software. -->',
  question: '<!-- question -->\nWhich subnet does the network have?',
  picture: '<!-- picture: before -->\n```text\n```',
  comment: '<!-- step: create-br0 -->',
  hint: '<details><summary>Hint</summary>\n\n`ip link help` lists the kinds of links.\n\n</details>',
  hintJa:
    '<details><summary>ヒント</summary>\n\n`ip link help` で種類を確認できます。\n\n</details>',
  solution:
    '<details><summary>Solution</summary>\n\n```sh\nsudo ip link add br0 type bridge\n```\n\n</details>',
  commands: '```sh\nsudo ip link add br0 type bridge\n```',
  sample: '```console\n5: br0: <BROADCAST,MULTICAST> mtu 1500\n```',
  stepSpec:
    'create-br0:\n  expect:\n    - link: br0\n      up: true\n  mistakes:\n    - run: sudo ip link set br0 down\n      finds: br0 is down',
  ask: 'docker0-subnet:\n  ask:\n    run: docker network inspect bridge -f "{{(index .IPAM.Config 0).Subnet}}"\n    kind: address',
  inspect:
    '  ask:\n    run: cat /sys/class/net/br0/address\n  inspect:\n    - ran: tcpdump\n      shows: ICMP echo request',
  askMistake: '  mistakes:\n    - answer: 172.17.0.1\n      finds: 172.17.0.1',
  mistake: '  mistakes:\n    - run: sudo ip link set br0 down\n      finds: br0 is down',
  kinds: {
    link: '- link: br0\n  kind: bridge\n  up: true\n  address: 192.168.200.1/24',
    route: '- route: default\n  in: test\n  via: 192.168.200.1\n  dev: eth1',
    namespace: "- namespace: test\n  container: '*'",
    container: "- container: web\n  image: nginx\n  publishes: '8000:80'",
    nat: '- nat: masquerade\n  source: 172.17.0.0/16\n- nat: dnat\n  port: 8000\n  to: container:web:80',
    forwarding: '- forwarding: true\n  in: host',
    ping: '- ping: 192.168.200.102\n  from: host\n  arrives: true',
    command:
      '- command: docker exec a nslookup b\n  prints: Address\n  what: { en: a finds b by its name, ja: a が b を名前で見つけること }\n  found: { en: a does not find b, ja: a が b を見つけられません }',
    http: '- http: http://192.168.99.100:8000\n  from: host2\n  contains: Welcome to nginx!',
  },
} as const;
